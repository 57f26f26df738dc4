import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A text file that a command reads. */
export interface InputFile {
  path: string;
  text: string;
}

/** One run of a program, with its input files and folders. */
export interface ProgramCommand {
  /** The name of the program in messages. */
  title: string;
  /** Absolute path. */
  executable: string;
  args: string[];
  inputs: InputFile[];
  folders: string[];
  /** Options that this version does not know, for the log. */
  leftOut?: string[];
}

/** Creates the input files and folders of a command. */
export async function prepareInputs({
  folders,
  inputs,
}: Pick<ProgramCommand, 'folders' | 'inputs'>): Promise<void> {
  for (const folder of folders) await mkdir(folder, { recursive: true });
  for (const { path, text } of inputs) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
