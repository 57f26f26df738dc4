/**
 * Why a model that was made elsewhere can't be shown. The message says what is wrong and what to do about it, for
 * the person who has uploaded it.
 */
export class ImportFault extends Error {
  readonly kind: 'Unreadable' | 'TooLarge';

  constructor(kind: 'Unreadable' | 'TooLarge', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ImportFault';
    this.kind = kind;
  }
}
