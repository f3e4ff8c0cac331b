module.exports = {
	...require('./cache.cjs'),
	...require('./node24.cjs'),
	...require('./npm.cjs'),
	...require('./processes.cjs'),
	...require('./project.cjs'),
};
