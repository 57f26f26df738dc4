import type { ComponentProps } from 'react';
import './button.css';

type ButtonProps = ComponentProps<'button'> & {
  kind?: 'primary' | 'plain' | 'quiet';
  shape?: 'text' | 'icon';
};

/** A push button; an icon alone needs an `aria-label`. */
export function Button({ kind = 'plain', shape = 'text', ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      title={shape === 'icon' ? rest['aria-label'] : undefined}
      {...rest}
      className={`button ${rest.className ?? ''}`}
      data-kind={kind}
      data-shape={shape}
    />
  );
}
