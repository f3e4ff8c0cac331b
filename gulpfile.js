const path = require('node:path');
const { rm } = require('node:fs/promises');
const { spawn } = require('node:child_process');
const { dest, series, src } = require('gulp');

/** What n8n wants to find beside the compiled code: icons, codex files, output schemas. */
const ASSETS = ['nodes/**/*.{svg,json}', 'credentials/**/*.svg'];

function clean() {
	return rm(path.join(__dirname, 'dist'), { recursive: true, force: true });
}

function compile() {
	return spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], {
		cwd: __dirname,
		stdio: 'inherit',
	});
}

function assets() {
	// encoding: false keeps the files as they are, byte for byte.
	return src(ASSETS, { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.clean = clean;
exports.assets = assets;
exports.build = series(clean, compile, assets);
exports.default = exports.build;
