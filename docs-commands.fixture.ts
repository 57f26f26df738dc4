import { codeBlocks, type DocPage, inlineCode, readFileAt } from './docs.fixture.ts';

/** What is read of a command of the `tiepoint` program (a `Command` of commander). */
export interface ProgramCommand {
  commands: readonly ProgramCommand[];
  options: readonly { long?: string | undefined }[];
  name(): string;
}

/** The lines of a page that a shell would run, without comments. */
export function shellLines(page: DocPage): string[] {
  const blocks = codeBlocks(page).filter(({ language }) => language === 'sh');
  const lines = blocks.flatMap(({ code }) => code.replace(/\\\n\s*/g, ' ').split('\n'));
  return [...lines, ...inlineCode(page)].map((line) => line.replace(/(^|\s)#\s.*$/, ''));
}

/** What of a line is not there: commands and options of `tiepoint`, npm scripts, files that node or bash run. */
export function listMissing(program: ProgramCommand, line: string): string[] {
  const ofTiepoint = [...line.matchAll(/(?:^|npx |; |\.bin\/)tiepoint ([^|;&]+)/g)].flatMap(
    ([, given = '']) => judgeCommand(program, given.split(/\s+/)),
  );
  const ofNpm = [
    ...line.matchAll(/\bnpm (?:run )?([\w:]+)(?: -w (packages\/[\w-]+))?(?: -- (.*))?/g),
  ].flatMap(([whole, script = '', folder = '.', given = '']) => {
    if (!whole.startsWith('npm run') && script !== 'test') return [];
    const found = folder === 'packages/NAME' ? 'packages/cli' : folder;
    const command = scriptsOf(found)[script];
    if (command === undefined) return [`${folder} has no script ${script}`];
    return command.startsWith('tiepoint ')
      ? judgeCommand(program, `${command.slice('tiepoint '.length)} ${given}`.split(/\s+/))
      : [];
  });
  const files = [...line.matchAll(/\b(?:node|bash) ((?:scripts|packages|bench|\.ci)\/[\w./-]+)/g)];
  return [
    ...ofTiepoint,
    ...ofNpm,
    ...files.flatMap(([, file = '']) => (readFileAt(file) === undefined ? [`There is no ${file}`] : [])),
  ];
}

/** Every option of every command. */
export function everyOption({ commands, options }: ProgramCommand): string[] {
  return [...options.flatMap(({ long }) => long ?? []), ...commands.flatMap(everyOption)];
}

function judgeCommand(command: ProgramCommand, words: readonly string[], path = 'tiepoint'): string[] {
  const [first = '', ...others] = words;
  if (command.commands.length > 0 && /^[a-z]/.test(first)) {
    const next = command.commands.find((one) => one.name() === first);
    return next ? judgeCommand(next, others, `${path} ${first}`) : [`${path} has no command ${first}`];
  }
  const given = words.flatMap((word) => /^--[a-z][\w-]*/.exec(word)?.[0] ?? []);
  const known = command.options.map(({ long }) => long);
  return given.filter((flag) => !known.includes(flag)).map((flag) => `${path} has no option ${flag}`);
}

function scriptsOf(folder: string): Record<string, string | undefined> {
  return JSON.parse(readFileAt(`${folder}/package.json`) ?? '{}').scripts ?? {};
}
