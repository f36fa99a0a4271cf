/** A file that somebody sends to the bot. */
import { importAsksCard, importFoundCard, noticeCard, type Built } from '../../../cards/index.js';
import { isRefused } from '../../domain/read-plan.js';
import { recordAct } from '../../flows/audit.js';
import { beginDraft } from '../../flows/import-draft.js';
import { asksView, foundView } from '../../flows/import-views.js';
import type { SentFile } from '../turns.js';
import type { Asker } from '../whom.js';
import { onlyAdmins } from './index.js';

/** Only an admin's file is fetched; what was found in it is shown, and nothing loaded. */
export async function sentFile(asker: Asker, files: readonly SentFile[]): Promise<Built> {
  const { ports, reader, sign } = asker;
  const refused = await onlyAdmins(asker, 'import', 'plan file sent');
  if (refused !== null) return refused;
  const by = { kind: 'officer', id: reader } as const;
  const [file] = files;
  if (file === undefined || files.length > 1) {
    await recordAct(ports, by, 'plan file sent', '', 'several files');
    return noticeCard({ title: 'One file at a time', lines: ['Send each plan by itself. Nothing was read.'] }, sign);
  }
  const bytes = await ports.sentFiles.download(file.address);
  if (isRefused(bytes)) {
    await recordAct(ports, by, 'plan file sent', '', 'not fetched');
    return noticeCard({ title: 'The file was not read', lines: [bytes.refused] }, sign);
  }
  const read = await beginDraft(ports, { bytes, fileName: file.name, by });
  if (!isRefused(read)) return importFoundCard(foundView(ports, read), sign);
  if ('draft' in read) return importAsksCard(asksView(read), sign);
  const lines = [read.refused, 'Nothing was loaded.'];
  return noticeCard({ title: 'This file cannot be read as a plan', lines }, sign);
}
