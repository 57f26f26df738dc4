import type { TaskOptions } from '@tiepoint/engines';
import type { Generated, Selectable } from 'kysely';
import type { NullableJson } from '../database/database.ts';
import type { StartPolicy } from './start-policy.ts';

declare module '../database/database.ts' {
  interface Tables {
    projects: ProjectTable;
  }
}

/** What to start by itself, and when; null while nothing is asked for. */
export interface Prestart {
  options: TaskOptions;
  policy: StartPolicy;
}

interface ProjectTable {
  id: string;
  ownerId: string;
  name: string;
  type: 'free' | 'pro';
  visibility: 'public' | 'unlisted' | 'private';
  prestart: NullableJson<Prestart>;
  createdAt: Generated<Date>;
}

/** A set of photos of one owner. */
export type Project = Selectable<ProjectTable>;
