// The engine logs every failed run; these tests fail runs on purpose.
process.env.N8N_LOG_LEVEL = 'silent';
