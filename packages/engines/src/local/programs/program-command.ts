import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A text that a command reads. */
export interface InputFile {
  path: string;
  text: string;
}

/** One run of a program, and what it wants to find. */
export interface ProgramCommand {
  /** What people call the program. */
  title: string;
  /** Absolute path. */
  executable: string;
  args: string[];
  inputs: InputFile[];
  folders: string[];
  /** Options that were wanted and that this version does not know, for the log. */
  leftOut?: string[];
}

/** Makes the folders and files that a command wants to find. */
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
