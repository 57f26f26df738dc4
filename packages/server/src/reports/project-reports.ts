import type { ProjectReport } from '@tiepoint/protocol';
import { sql } from 'kysely';
import type { ProjectWarnings, WarningsByImage } from '../images/project-warnings.ts';
import { type ReportNeeds, reportProject } from './report-project.ts';

export interface ReportsNeeds extends ReportNeeds {
  projectWarnings: ProjectWarnings;
}

interface Known {
  /** What the project was like when the report was begun. */
  stamp: string;
  /** What it was made with: they are found out anew in their own time. */
  warnings: WarningsByImage;
  /** Until then it is given again, though something may have moved: a large project in upload moves all the time. */
  freshUntil: number;
  report: Promise<ProjectReport>;
}

/** Of the projects that were asked for last: a report of 10,000 photos takes about 10 MB. */
const MAX_KNOWN_REPORTS = 8;
/** At most a fifth of the time goes into the reports of one project. */
const REST_FACTOR = 4;

/** Knows what the photos of projects promise. */
export class ProjectReports {
  readonly #needs: ReportsNeeds;
  readonly #stopping = new AbortController();
  readonly #known = new Map<string, Known>();
  /** The report that is being made: one at a time leaves the processor to others. */
  #busy: Promise<unknown> = Promise.resolve();

  constructor(needs: ReportsNeeds) {
    this.#needs = needs;
  }

  /** The report of a project, made anew when a photo has moved or a reconstruction was finished since. */
  async of(projectId: string): Promise<ProjectReport> {
    const known = this.#known.get(projectId);
    if (known && performance.now() < known.freshUntil) return known.report;
    const [stamp, warnings] = await Promise.all([
      this.#stampOf(projectId),
      this.#needs.projectWarnings.of(projectId),
    ]);
    const current = this.#known.get(projectId);
    const same = current?.stamp === stamp && current.warnings === warnings;
    if (current && (same || performance.now() < current.freshUntil)) return current.report;
    return this.#remember(projectId, stamp, warnings);
  }

  /** Ends the reports in progress; requests that wait for them get an error. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The server stops.'));
    await this.#busy;
  }

  #remember(projectId: string, stamp: string, warnings: WarningsByImage): Promise<ProjectReport> {
    const entry: Known = {
      stamp,
      warnings,
      // Requests during its making wait for the same one.
      freshUntil: Number.POSITIVE_INFINITY,
      report: this.#inTurn(async () => {
        const began = performance.now();
        const report = await reportProject(this.#needs, { projectId, warnings }, this.#stopping.signal);
        entry.freshUntil = performance.now() + REST_FACTOR * (performance.now() - began);
        return report;
      }),
    };
    entry.report.catch(() => {
      if (this.#known.get(projectId) === entry) this.#known.delete(projectId);
    });
    this.#known.delete(projectId);
    this.#known.set(projectId, entry);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MAX_KNOWN_REPORTS && oldest !== undefined) this.#known.delete(oldest);
    return entry.report;
  }

  #inTurn<Result>(make: () => Promise<Result>): Promise<Result> {
    const made = this.#busy.then(make);
    this.#busy = made.catch(() => {});
    return made;
  }

  /** Changes with each photo that is registered, moves or is removed, and with each reconstruction that is finished. */
  async #stampOf(projectId: string): Promise<string> {
    const { stamp } = await this.#needs.database
      .selectFrom('images')
      .select(({ fn }) => [
        sql<string>`concat_ws(' ', ${fn.countAll()}, max(moved_at), max(id),
          (select max(ended_at) from tasks where state = 'Done'))`.as('stamp'),
      ])
      .where('projectId', '=', projectId)
      .executeTakeFirstOrThrow();
    return stamp;
  }
}
