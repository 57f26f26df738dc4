import { Command } from 'commander';
import { addAppCommands } from './commands/app.ts';
import { addBackupCommands } from './commands/backup.ts';
import { addCheck } from './commands/check.ts';
import { addDemo } from './commands/demo.ts';
import { addDownload } from './commands/download.ts';
import { addMake } from './commands/make.ts';
import { addPhotos } from './commands/photos.ts';
import { addReconstruct } from './commands/reconstruct.ts';
import { addServe } from './commands/serve.ts';
import { addStop } from './commands/stop.ts';
import { addUpload } from './commands/upload.ts';
import { addUserCommands } from './commands/user.ts';
import { addVerify } from './commands/verify.ts';
import type { Shell } from './shell.ts';
import { VERSION } from './version.ts';

/** The program with all its commands. */
export function createProgram(shell: Shell): Command {
  const program = new Command('tiepoint')
    .description('Photos in, a 3D model out, on your own machines.')
    .version(VERSION)
    .showHelpAfterError('(see --help)');
  for (const addCommand of [
    addServe,
    addCheck,
    addMake,
    addUpload,
    addPhotos,
    addReconstruct,
    addStop,
    addDownload,
    addDemo,
    addUserCommands,
    addAppCommands,
    addBackupCommands,
    addVerify,
  ])
    addCommand(program, shell);
  return program;
}
