import type { Database } from '../database/database.ts';
import { DomainError } from '../errors/domain-error.ts';
import type { GeoInfo, Project } from './project.ts';
import { readProjectName } from './read-project-name.ts';

interface Needs {
  database: Database;
}

/** What to change of a project; what is left out stays. */
export interface ProjectChange {
  name?: string | null;
  visibility?: Project['visibility'] | null;
}

/** Changes what people call a project, or who may see it. Undefined where it has gone meanwhile. */
export async function changeProject(
  needs: Needs,
  project: Project,
  { name, visibility }: ProjectChange,
): Promise<Project | undefined> {
  const values = { ...(name != null && { name: readProjectName(name) }), ...(visibility && { visibility }) };
  return Object.keys(values).length === 0 ? project : update(needs, project, values);
}

/** Sets where a project lies, or forgets it. A DomainError where that is no place on earth. */
export async function setGeoInfo(
  needs: Needs,
  project: Project,
  geoInfo: GeoInfo | null,
): Promise<Project | undefined> {
  if (geoInfo && Math.abs(geoInfo.latitude) > 90) {
    throw new DomainError('BAD_INPUT', 'latitude: a latitude lies between -90 and 90 degrees.');
  }
  if (geoInfo && Math.abs(geoInfo.longitude) > 180) {
    throw new DomainError('BAD_INPUT', 'longitude: a longitude lies between -180 and 180 degrees.');
  }
  return update(needs, project, { geoInfo: geoInfo && JSON.stringify(geoInfo) });
}

async function update(
  { database }: Needs,
  { id }: Project,
  values: { name?: string; visibility?: Project['visibility']; geoInfo?: string | null },
): Promise<Project | undefined> {
  return database.updateTable('projects').set(values).where('id', '=', id).returningAll().executeTakeFirst();
}
