// n8n finds the nodes and the credential through the `n8n` part of package.json;
// this file is here for whoever requires the package by its name.
module.exports = {};
