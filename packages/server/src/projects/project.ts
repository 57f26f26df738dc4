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

/** A place on earth: WGS 84 degrees, and metres above the ellipsoid. */
export interface GeoInfo {
  longitude: number;
  latitude: number;
  altitude: number | null;
}

interface ProjectTable {
  id: string;
  ownerId: string;
  name: string;
  type: 'free' | 'pro';
  visibility: 'public' | 'unlisted' | 'private';
  prestart: NullableJson<Prestart>;
  /** Where a client says that it lies. */
  geoInfo: NullableJson<GeoInfo>;
  createdAt: Generated<Date>;
}

/** A set of photos of one owner. */
export type Project = Selectable<ProjectTable>;
