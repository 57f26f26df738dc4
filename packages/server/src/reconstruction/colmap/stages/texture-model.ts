import { open } from 'node:fs/promises';
import { ReconstructionFailure } from '../failure.ts';
import { factOf, type StageContext, type StageFacts } from '../stage.ts';

/** Every binary glTF begins with these bytes and its own length. */
const GLB_MAGIC = 'glTF';
const GLB_HEADER_BYTES = 12;

/** Trims the surface to what the photos saw, and colours it from them. */
export async function textureModel(context: StageContext): Promise<StageFacts> {
  const { workspace } = context;
  const faces = await texture(context);
  if (faces === 0) {
    throw new ReconstructionFailure(
      'NoSurface',
      'No part of the surface is seen well enough to be coloured.',
    );
  }
  if (!(await isWholeGlb(workspace.modelFile))) {
    throw new ReconstructionFailure('EngineFailed', 'The model was not written to its end; start again.');
  }
  return { faces };
}

async function texture({ geometry, workspace, facts, progress }: StageContext): Promise<number> {
  const input = {
    modelFolder: workspace.undistortedModelFolder,
    frame: factOf(facts, 'frame'),
    photosFolder: workspace.undistortedPhotosFolder,
    meshPath: workspace.meshFile,
    outputPath: workspace.modelFile,
  };
  try {
    return (await geometry('textureMesh', input, progress)).faces;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ReconstructionFailure(
      'EngineFailed',
      `The model could not be coloured from the photos: ${detail}.`,
      { cause },
    );
  }
}

async function isWholeGlb(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(GLB_HEADER_BYTES), 0, GLB_HEADER_BYTES, 0);
  if (bytesRead < GLB_HEADER_BYTES || buffer.toString('latin1', 0, 4) !== GLB_MAGIC) return false;
  return buffer.readUInt32LE(8) === (await file.stat()).size;
}
