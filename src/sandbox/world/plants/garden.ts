// What has been planted, and how it is taken away again.
import type { Cure, Plant, PlantContext } from './types.ts';

type Planted = { readonly plant: Plant; readonly ctx: PlantContext; readonly cure: Cure };

/** Which of the planted defects are meant; what is null matches all. */
type Wanted = { readonly name: string | null; readonly instanceId: string | null };

export type Garden = {
  list(): readonly { readonly plant: Plant; readonly instanceId: string | null }[];
  add(plant: Plant, ctx: PlantContext): void;
  /** Cures those that are meant; returns how many there were. */
  cure(wanted: Wanted): number;
  /** After a reset: the world is new, and the cures of the old one would spoil it. */
  forget(): void;
};

/** Makes an empty garden. */
export function makeGarden(): Garden {
  let planted: Planted[] = [];

  function grow({ plant, ctx }: Pick<Planted, 'plant' | 'ctx'>): void {
    planted.push({ plant, ctx, cure: plant.plant(ctx) });
    ctx.world.aws.revision += 1;
  }

  return {
    list: () => planted.map(({ plant, ctx }) => ({ plant, instanceId: ctx.instanceId })),
    add(plant, ctx) {
      grow({ plant, ctx });
    },
    cure(wanted) {
      const first = planted.findIndex((item) => isMeant(item, wanted));
      if (first === -1) return 0;
      // Two defects may have changed the same thing: later ones go before earlier ones, and those that stay are planted anew.
      const lifted = planted.splice(first);
      for (const item of lifted.toReversed()) {
        item.cure();
        item.ctx.world.aws.revision += 1;
      }
      const kept = lifted.filter((item) => !isMeant(item, wanted));
      for (const item of kept) grow(item);
      return lifted.length - kept.length;
    },
    forget() {
      planted = [];
    },
  };
}

function isMeant({ plant, ctx }: Planted, { name, instanceId }: Wanted): boolean {
  return (name === null || plant.name === name) && (instanceId === null || ctx.instanceId === instanceId);
}
