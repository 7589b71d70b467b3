import { parentPort, workerData } from 'node:worker_threads';
import { loadDemonstration } from './load.ts';
import type { DemonstrationData, FromDemonstration } from './messages.ts';

/** The loading in a thread of its own: making pictures and plans keeps nobody waiting. */
const port = parentPort;
if (!port) throw new Error('the demonstration is loaded in a worker thread of the service');
const tell = (message: FromDemonstration) => port.postMessage(message);
const { url, apiKey } = workerData as DemonstrationData;
try {
  const { surprises } = await loadDemonstration({ url, apiKey, say: (line) => tell({ kind: 'line', line }) });
  tell({ kind: 'loaded', surprises });
} catch (error) {
  tell({ kind: 'failed', message: (error as Error).message });
}
