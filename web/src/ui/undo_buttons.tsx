import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";

interface UndoButtonsProps {
  onUndo(): void;
  onDiscard(): void;
}

/** Take back the last of some changes, or all of them. */
export function UndoButtons({ onUndo, onDiscard }: UndoButtonsProps) {
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={onUndo}>
        Undo
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onDiscard}>Discard all</Button>
    </>
  );
}
