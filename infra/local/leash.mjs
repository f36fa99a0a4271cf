/**
 * Loaded into the programs that npm start runs (`node --import`): each ends with the process that started it, however
 * that one ended. SIGINT is what lets Azurite write its data.
 */
import { whenOrphaned } from './processes.mjs';

whenOrphaned(() => process.kill(process.pid, 'SIGINT'));
