// npm run build: builds even when nothing seems to have changed.
import './lib/require-node.mjs';
import { createProgress } from './lib/progress.mjs';
import { ensureInstalled, rebuild, reportFailure } from './lib/setup.mjs';

const progress = createProgress();
await ensureInstalled(progress)
  .then(() => rebuild(progress))
  .catch(reportFailure);
