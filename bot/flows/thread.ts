import type { Channel, Chat, Ports, RollupPost } from './ports.js';
import { partOf } from './post-content.js';

/** Where a message of a summary goes. */
export type Thread =
  | { readonly kind: 'place'; readonly chat: Chat }
  /** Its summary is not there yet. */
  | { readonly kind: 'waits' }
  | { readonly kind: 'none'; readonly reason: string };

/** A summary begins a thread; what follows it is said there. In a group chat there are no threads. */
export async function threadOf(ports: Pick<Ports, 'rollups'>, post: RollupPost, channel: Channel): Promise<Thread> {
  const { chat, kind } = channel;
  if (post.part === '') return { kind: 'place', chat };
  const root = (await ports.rollups.post(post.scope, post.period, post.channel))?.value ?? null;
  if (root === null || ['dead', 'waived', 'replaced'].includes(root.state))
    return { kind: 'none', reason: 'no-summary' };
  if (root.state !== 'sent') return { kind: 'waits' };
  if (kind === 'channel' && root.activityId !== null) {
    return { kind: 'place', chat: inThread(root.conversation ?? chat.conversationId, chat, root.activityId) };
  }
  // What stands by itself is said in the chat; the rest would be without what it belongs to.
  return partOf(post.part)?.kind === 'answer' ? { kind: 'place', chat } : { kind: 'none', reason: 'no-thread' };
}

/** platform.md 2.6 */
function inThread(conversation: string, chat: Chat, root: string): Chat {
  return { ...chat, conversationId: `${channelIn(conversation)};messageid=${root}` };
}

/** The channel's own id: Teams may name the conversation of a post by its thread. */
function channelIn(conversation: string): string {
  return conversation.split(';messageid=')[0] ?? conversation;
}
