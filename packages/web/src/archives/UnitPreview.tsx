import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { unitQuery } from '../api/queries.ts';
import type { ShownUnit, UnitHit } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { type Tab, Tabs } from '../parts/Tabs.tsx';
import { useModal } from '../parts/use-modal.ts';
import { TEXTS } from '../texts/index.ts';
import { Children } from './Children.tsx';
import { History } from './History.tsx';
import { Metadata } from './Metadata.tsx';
import { Objects } from './Objects.tsx';
import { Rules } from './Rules.tsx';
import { Marks, Place, Technical } from './UnitPage.tsx';

/** A result beside the list, by tabs (spec frontoffice.md B.13.14); Escape goes back to where one was. */
export function UnitPreview({
  tenant,
  hit,
  close,
}: {
  readonly tenant: number;
  readonly hit: UnitHit;
  readonly close: () => void;
}) {
  const dialog = useModal();
  const { data, error, refetch } = useQuery(unitQuery(tenant, hit.id));
  return (
    <dialog ref={dialog} className="unit-preview" aria-labelledby="unit-preview" onClose={close}>
      <div className="row unit-preview-head">
        <h2 id="unit-preview" className="unit-preview-title">
          {data?.unit.title ?? hit.title}
        </h2>
        <Button priority="tertiary" size="small" onClick={() => dialog.current?.close()}>
          {TEXTS.results.closePreview}
        </Button>
      </div>
      <p>
        <Link to="/coffres/$tenant/archives/$id" params={{ tenant: String(tenant), id: hit.id }}>
          {TEXTS.results.openUnit}
        </Link>
      </p>
      {data === undefined &&
        (error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />)}
      {data !== undefined && <Tabs label={data.unit.title} tabs={tabsOf(String(tenant), data)} />}
    </dialog>
  );
}

/** Tabs that have something to show. */
function tabsOf(tenant: string, view: ShownUnit): Tab[] {
  const { unit, agencies, objects, objectGroup, children, rules } = view;
  const words = TEXTS.unit;
  const isComputed = unit.system._validComputedInheritedRules === true;
  const description = unit.content.Description;
  return [
    {
      name: 'facts',
      title: TEXTS.results.facts,
      content: () => (
        <>
          <Marks view={view} />
          {typeof description === 'string' && <p className="fr-mt-2w">{description}</p>}
          <h3>{words.place}</h3>
          <Place tenant={tenant} view={view} />
          <h3>{words.technical}</h3>
          <Technical tenant={tenant} view={view} />
        </>
      ),
    },
    {
      name: 'description',
      title: words.description,
      content: () => <Metadata content={unit.content} agencies={agencies} />,
    },
    {
      name: 'rules',
      title: TEXTS.results.rules,
      content: () => <Rules tenant={tenant} categories={rules} isComputed={isComputed} />,
    },
    ...(objects.length === 0
      ? []
      : [
          {
            name: 'objects',
            title: TEXTS.results.objects,
            content: () => <Objects tenant={Number(tenant)} objects={objects} />,
          },
        ]),
    ...(children === 0
      ? []
      : [
          {
            name: 'children',
            title: TEXTS.results.content,
            content: () => <Children tenant={tenant} id={unit.id} count={children} />,
          },
        ]),
    {
      name: 'history',
      title: words.history,
      content: () => <History tenant={Number(tenant)} unit={unit.id} group={objectGroup} />,
    },
  ];
}
