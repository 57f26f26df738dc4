import { DomainError } from '../errors/domain-error.ts';
import type { Logger } from '../observability/logger.ts';
import type { Project } from './project.ts';

const MAX_CHARACTERS = 2000;

/** Puts what a user finds wrong with a project into the server's log, where the operator looks. */
export function reportProject({ logger }: { logger: Logger }, project: Project, description: string): void {
  const text = description.trim();
  if (text.length === 0 || text.length > MAX_CHARACTERS) {
    throw new DomainError('BAD_INPUT', `The description must have 1 to ${MAX_CHARACTERS} characters.`);
  }
  logger.warn({ project: project.id, owner: project.ownerId, description: text }, 'project reported');
}
