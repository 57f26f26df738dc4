import { mkdir, open } from 'node:fs/promises';
import { meshPointsCommand } from '../commands.ts';
import { ReconstructionFailure } from '../failure.ts';
import { factOf, type StageContext, type StageFacts } from '../stage.ts';

/** Where a PLY file's header ends at the latest. */
const MAX_HEADER_BYTES = 2000;

/** Lays a surface through the points that several photos agree on. */
export async function buildSurface(context: StageContext): Promise<StageFacts> {
  const { workspace } = context;
  await mkdir(workspace.surfaceFolder, { recursive: true });
  try {
    await context.geometry('orientPoints', {
      modelFolder: workspace.undistortedModelFolder,
      frame: factOf(context.facts, 'frame'),
      outputPath: workspace.orientedPointsFile,
    });
  } catch (cause) {
    throw noSurface(context, cause);
  }
  await context.colmap(meshPointsCommand(context));
  if ((await facesInPly(workspace.meshFile)) === 0) throw noSurface(context);
  return {};
}

function noSurface({ facts }: StageContext, cause?: unknown): ReconstructionFailure {
  return new ReconstructionFailure(
    'NoSurface',
    `No surface could be laid through the ${factOf(facts, 'points')} points that the photos have in common. Take more photos, with more overlap, of something with visible structure.`,
    { cause },
  );
}

/** The number of faces that a PLY file announces; 0 where there is no such file. */
async function facesInPly(path: string): Promise<number> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_HEADER_BYTES), 0, MAX_HEADER_BYTES, 0);
    const header = buffer.toString('latin1', 0, bytesRead);
    return Number(/^element face (\d+)/m.exec(header)?.[1] ?? 0);
  } catch {
    return 0;
  }
}
