import type { Built } from '../../../cards/index.js';
import type { Act } from '../../domain/rights.js';
import type { Handler, Press, PressAnswer } from '../press.js';
import type { Asker } from '../whom.js';
import { askerOf, onlyAdmins } from './index.js';

/** A press that only admins may make: looked at in the moment of the press, and refused on record. */
export function forAdmins(right: Act, act: string, answer: (asker: Asker, press: Press) => Promise<Built>): Handler {
  return async ({ ports }, press): Promise<PressAnswer> => {
    const asker = askerOf(ports, press);
    return (await onlyAdmins(asker, right, act)) ?? answer(asker, press);
  };
}
