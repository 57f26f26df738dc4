import type { Generated, Selectable } from 'kysely';
import type { NullableJson } from '../database/database.ts';

declare module '../database/database.ts' {
  interface Tables {
    projects: ProjectTable;
  }
}

/** What to start once every photo is settled; null while nothing is asked for. */
export interface Prestart {
  quality: 'preview' | 'standard';
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
