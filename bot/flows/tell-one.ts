import type { NoticeView } from '../domain/views.js';
import { postNotice } from './post-notice.js';
import type { Officer, Ports } from './ports.js';
import { takeLease } from './sender.js';

/**
 * Answers somebody in their own chat, where they cannot be answered where they spoke. Nothing is kept: while all sending is
 * stopped, or somebody else sends, they are not told, and ask again.
 */
export async function tellInOwnChat(ports: Ports, { id, chat }: Officer, view: NoticeView): Promise<void> {
  const lease = chat === null ? null : await takeLease(ports);
  if (chat === null || lease === null) return;
  try {
    await postNotice(ports, lease, chat, { kind: 'notice', reader: id, view });
  } finally {
    await lease.release();
  }
}
