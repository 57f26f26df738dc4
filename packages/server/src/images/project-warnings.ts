import { type PhotoFacts, type PhotoWarning, warnOfPhoto, warnOfSet } from '@tiepoint/inspection';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Image } from './image.ts';

/** The warnings of the Ready photos of a project, by image; photos without any are left out. */
export type WarningsByImage = ReadonlyMap<string, PhotoWarning[]>;

interface Known {
  /** What the project was like when they were found out. */
  stamp: string;
  /** Until then they are given again, though something may have moved: a large project in upload moves all the time. */
  freshUntil: number;
  warnings: Promise<WarningsByImage>;
}

/** Larger sets are compared in their first photos; a comparison takes about 40 ms for a thousand. */
const MAX_COMPARED_PHOTOS = 20_000;
/** Of the projects that were asked for last. */
const MAX_KNOWN_PROJECTS = 100;
/** At most a twentieth of the time goes into finding out the warnings of one project. */
const REST_FACTOR = 20;

/** Knows what may keep the photos of projects from being good ones. */
export class ProjectWarnings {
  readonly #database: Database;
  readonly #known = new Map<string, Known>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** The warnings of a project's photos, found out anew when one of them has moved since. */
  async of(projectId: string): Promise<WarningsByImage> {
    const known = this.#known.get(projectId);
    if (known && performance.now() < known.freshUntil) return known.warnings;
    const stamp = await this.#stampOf(projectId);
    const current = this.#known.get(projectId);
    if (current?.stamp === stamp) return current.warnings;
    return this.#remember(projectId, stamp);
  }

  #remember(projectId: string, stamp: string): Promise<WarningsByImage> {
    const entry: Known = {
      stamp,
      freshUntil: Number.POSITIVE_INFINITY,
      warnings: this.#findOut(projectId).then(({ warnings, tookMs }) => {
        entry.freshUntil = performance.now() + REST_FACTOR * tookMs;
        return warnings;
      }),
    };
    entry.warnings.catch(() => this.#known.delete(projectId));
    this.#known.delete(projectId);
    this.#known.set(projectId, entry);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_KNOWN_PROJECTS && oldest !== undefined) this.#known.delete(oldest);
    return entry.warnings;
  }

  /** Changes with each photo that becomes Ready or is removed. */
  async #stampOf(projectId: string): Promise<string> {
    const { count, newest } = await this.#database
      .selectFrom('images')
      .select(({ fn }) => [fn.countAll<number>().as('count')])
      .select(sql<string | null>`max(moved_at)::text`.as('newest'))
      .where('projectId', '=', projectId)
      .where('state', '=', 'Ready')
      .executeTakeFirstOrThrow();
    return `${count} ${newest}`;
  }

  async #findOut(projectId: string): Promise<{ warnings: WarningsByImage; tookMs: number }> {
    const images = await this.#database
      .selectFrom('images')
      .select(['id', 'name', 'type', 'width', 'height', 'exif', 'measures'])
      .where('projectId', '=', projectId)
      .where('state', '=', 'Ready')
      .where('measures', 'is not', null)
      .orderBy('id')
      .limit(MAX_COMPARED_PHOTOS)
      .execute();
    const began = performance.now();
    const photos = images.flatMap((image) => {
      const facts = factsOf(image);
      return facts ? [{ id: image.id, name: image.name, facts }] : [];
    });
    const ofSet = warnOfSet(photos);
    const warnings = new Map<string, PhotoWarning[]>();
    for (const { id, facts } of photos) {
      const found = [...warnOfPhoto(facts), ...(ofSet.get(id) ?? [])];
      if (found.length > 0) warnings.set(id, found);
    }
    const tookMs = performance.now() - began;
    return { warnings, tookMs };
  }
}

/** What is known of a photo; undefined until it is Ready, and where it was never measured. */
export function factsOf(
  image: Pick<Image, 'type' | 'width' | 'height' | 'exif' | 'measures'>,
): PhotoFacts | undefined {
  const { type, width, height, exif, measures } = image;
  return width && height && measures ? { type, width, height, metadata: exif ?? {}, measures } : undefined;
}
