import { TEXTS } from '../texts/index.ts';
import { Icon } from './Icon.tsx';

export function Loading({ words = TEXTS.loading }: { readonly words?: string }) {
  return (
    <div className="loading" role="status">
      <Icon name="run" />
      {words}
    </div>
  );
}
