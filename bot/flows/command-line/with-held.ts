import { lookersOf } from '../../domain/held-people.js';
import type { Milestone } from '../../domain/plan.js';
import { sameRef } from '../../domain/refs.js';
import { heldTexts, type HeldText } from '../../domain/told-words.js';
import { writersOfAll } from '../clear-held.js';
import { readDirectory } from '../directory.js';
import { raiseHeld } from '../raise-held.js';
import type { PlanContents } from '../ports.js';
import type { Answer, CommandPorts, Common } from './answer.js';
import { heldJson } from './held-verbs.js';

/** Which milestone a line says something of. */
export interface About {
  readonly plan: string;
  readonly ref: string;
}

/**
 * What a line comes to, with a warning where it saved words that may say who a child is: a terminal asks nothing back, so
 * they are kept, and shown to others once somebody has looked at them (RULES 6).
 */
export async function withHeld(
  ports: CommandPorts,
  common: Common,
  about: About,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const before = textsOf(await ports.plans.contents(about.plan), about);
  const answer = await run();
  const contents = await ports.plans.contents(about.plan);
  const held = textsOf(contents, about).filter(({ text }) => !before.some((one) => one.text === text));
  const json = { ...answer.json, held: held.map(heldJson) };
  if (held.length === 0 || contents === null) return { ...answer, json };
  const milestone = milestoneIn(contents, about);
  if (milestone !== undefined) await raiseHeld(ports, milestone);
  const found = held.flatMap(({ findings }) => findings);
  const lines = found.map(({ words, looksLike }) => `“${words}” looks like ${looksLike}.`);
  const who = await looker(ports, common, contents, held, about);
  return { json, lines: [...answer.lines, ...lines, `It is kept, and shown to others once ${who} has looked at it.`] };
}

function milestoneIn(contents: PlanContents | null, { ref }: About): Milestone | undefined {
  return contents?.milestones.find(({ milestone }) => sameRef(milestone.ref, ref))?.milestone;
}

function textsOf(contents: PlanContents | null, about: About): readonly HeldText[] {
  const milestone = milestoneIn(contents, about);
  return contents === null || milestone === undefined ? [] : heldTexts(milestone, contents.plan);
}

async function looker(
  { people }: CommandPorts,
  { asAt }: Common,
  contents: PlanContents,
  held: readonly HeldText[],
  about: About,
): Promise<string> {
  const milestone = milestoneIn(contents, about);
  if (milestone === undefined) return 'the head of service';
  const { nameOf, officers } = await readDirectory(people);
  const area = contents.areas.find(({ code }) => code === milestone.area);
  const [first] = lookersOf({ area, plan: contents.plan }, writersOfAll(milestone, held), officers, asAt);
  return first === undefined ? 'an administrator' : nameOf(first);
}
