import { type ColmapCommand, type CommandContext, colmapCommand } from '../commands/colmap-command.ts';
import { type References, referencesText } from './reference-positions.ts';

/** Aligns a model to the positions of its photos by a similarity transform. */
export function alignToPositionsCommand(
  { workspace }: CommandContext,
  modelFolder: string,
  references: References,
): ColmapCommand {
  const options = {
    input_path: modelFolder,
    output_path: workspace.georeferencedFolder,
    ref_images_path: workspace.referencesFile,
    // The positions are already in a local frame, so that its origin is known.
    ref_is_gps: 0,
    alignment_type: 'custom',
    robust_alignment: 1,
    robust_alignment_max_error: references.maxErrorMetres,
  };
  const inputs = [{ path: workspace.referencesFile, text: referencesText(references) }];
  return colmapCommand('model_aligner', options, { inputs, folders: [workspace.georeferencedFolder] });
}
