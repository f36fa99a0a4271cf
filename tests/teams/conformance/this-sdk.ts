import { createAdapter } from '../../../bot/teams/adapter.js';
import { createTeamsApp } from '../../../bot/teams/teams-app.js';
import { subjectOn } from './subject.js';

/** The bot as it is: on botbuilder and teams-ai. */
export const onThisSdk = subjectOn(createAdapter, createTeamsApp);
