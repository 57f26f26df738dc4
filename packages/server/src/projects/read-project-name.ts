import { DomainError } from '../errors/domain-error.ts';

const MAX_NAME_CHARACTERS = 200;

/** Reads what people call a project, without blanks around it. */
export function readProjectName(text: string): string {
  const name = text.trim();
  if (name.length > 0 && name.length <= MAX_NAME_CHARACTERS) return name;
  throw new DomainError(
    'BAD_INPUT',
    `The name of a project must have 1 to ${MAX_NAME_CHARACTERS} characters.`,
  );
}
