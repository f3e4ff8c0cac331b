import { N8N_VERSIONS } from '../../tools/n8n/install';
import { OWNER } from '../../tools/n8n/rest';
import { externalTests } from '../external/suite';
import { openStage } from './harness';

/** The tests for an n8n that is already there: what proves them is an n8n of which they know only address and login. */
describe.each(N8N_VERSIONS)('n8n %s, by its address and login alone', (version) => {
	externalTests(async () => {
		const stage = await openStage(version, { simulator: { localUrls: true } });
		const { url } = await stage.startServer();
		const { email, password } = OWNER;
		return {
			settings: { url, email, password },
			simulator: stage.simulator,
			close: async () => await stage.close(),
		};
	});
});
