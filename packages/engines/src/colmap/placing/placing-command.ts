import { type ColmapCommand, type CommandContext, colmapCommand } from '../commands/colmap-command.ts';
import { type References, referencesText } from './reference-positions.ts';

/** GPS of consumer cameras is good to some metres; what is further off is a mistake. */
export const MAX_POSITION_ERROR_METERS = 10;

/** Moves, turns and scales a model onto known positions, given as lines `name east north up`. */
export function placeByPositionsCommand(
  { workspace }: CommandContext,
  modelFolder: string,
  references: References,
): ColmapCommand {
  const options = {
    input_path: modelFolder,
    output_path: workspace.placedFolder,
    ref_images_path: workspace.referencesFile,
    // The positions are in our own frame already, so that its origin is known.
    ref_is_gps: 0,
    alignment_type: 'custom',
    robust_alignment: 1,
    robust_alignment_max_error: MAX_POSITION_ERROR_METERS,
  };
  const inputs = [{ path: workspace.referencesFile, text: referencesText(references) }];
  return colmapCommand('model_aligner', options, { inputs, folders: [workspace.placedFolder] });
}
