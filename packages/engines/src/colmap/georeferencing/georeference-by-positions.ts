import { isLocal } from '@tiepoint/inspection';
import type { EnuFrame, OwnFrame } from '../../local/alignment/frame.ts';
import type { ModelSummary } from '../../local/geometry/geometry-tasks.ts';
import { factOf } from '../../local/stages/stage.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { mapperModelFolder } from '../commands/colmap-workspace.ts';
import { alignToPositionsCommand } from './align-command.ts';
import { chooseReferences, type References } from './reference-positions.ts';

/** The result of georeferencing by the positions of the photos. */
export interface PositionGeoreference {
  frame?: EnuFrame | OwnFrame;
  notes: string[];
}

const CONTRADICTION =
  'The positions of the photos contradict each other: the model is not georeferenced, its scale and orientation are unknown.';
const UNUSABLE_LOCAL_POSITIONS =
  'The model is not in the local frame of pose.txt, its scale and orientation are unknown: at least 3 registered photos need positions there that are not on one line or one spot. They are in metres: degrees need "coordinatesystem wgs84".';

/** Aligns the model to the positions of its photos, if enough of them have one and most are consistent. */
export async function georeferenceByPositions(context: ColmapContext): Promise<PositionGeoreference> {
  const { job, workspace, facts } = context;
  const registered = new Set(factOf(facts, 'registered'));
  const references = chooseReferences(job.photos.filter((photo) => registered.has(photo.fileName)));
  if (!references) {
    const inLocalFrame = job.photos.some(({ position }) => position && isLocal(position));
    return { notes: inLocalFrame ? [UNUSABLE_LOCAL_POSITIONS] : [] };
  }
  const modelFolder = mapperModelFolder(workspace, factOf(facts, 'modelNumber'));
  const code = await context.colmap(alignToPositionsCommand(context, modelFolder, references), {
    acceptedCodes: [0, 1],
  });
  const [placed] =
    code === 0 ? await context.geometry('summarizeModels', { folders: [workspace.georeferencedFolder] }) : [];
  const isAligned = placed && areMostInliers(placed, references);
  return isAligned
    ? { frame: references.frame, notes: describeOwnFrame(references.frame) }
    : { notes: [CONTRADICTION] };
}

/** What users must know of a frame that is not on earth. */
function describeOwnFrame(frame: EnuFrame | OwnFrame): string[] {
  if (frame.type === 'enu') return [];
  const where = 'The model is in the local frame of pose.txt, in metres; it has no place on earth.';
  if (!frame.offset) return [where];
  const less = 'Its coordinates are large: all files give them less the offset';
  return [where, `${less} ${frame.offset.join(' ')}, which cameras.json states.`];
}

/** A robust fit always finds a few inliers; a correct one has a majority of them. */
function areMostInliers(placed: ModelSummary, { metres, maxErrorMetres }: References): boolean {
  const inliers = placed.cameras.filter(({ fileName, centre }) => {
    const at = metres.get(fileName);
    if (!at) return false;
    return Math.hypot(centre[0] - at[0], centre[1] - at[1], centre[2] - at[2]) <= maxErrorMetres;
  });
  return inliers.length >= metres.size / 2;
}
