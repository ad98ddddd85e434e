import { Kbd, Modal, Switch } from "@mantine/core";
import { type Command, COMMANDS } from "./commands.ts";
import classes from "./dialogs.module.css";
import { useSingleKeys } from "./use_keys.ts";

const ON_A_BOX = [
  { id: "move", keys: ["Arrows"], says: "Move by a point; with Mod by twelve" },
  { id: "resize", keys: ["Shift+Arrows"], says: "Move the right and the lower side" },
  { id: "removeBox", keys: ["Delete"], says: "Remove the box" },
];

/** What the keys do. */
export function HelpSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [hasSingleKeys, setSingleKeys] = useSingleKeys();
  const groups: [string, readonly Command[]][] = [...Object.entries(COMMANDS), ["On a box", ON_A_BOX]];
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keys" size="xl">
      <div className={classes["help"]}>
        {groups.map(([group, commands]) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commands.map(({ id, keys, says }) => (
                <div key={id}>
                  <dt>{keys.map((key, index) => <Keys key={key} name={key} isFirst={index === 0} />)}</dt>
                  <dd>{says.replaceAll("Mod", MOD)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch
        mt="lg"
        label="Single keys act. Switch them off when you dictate or when they get in your way."
        checked={hasSingleKeys}
        onChange={({ currentTarget }) => setSingleKeys(currentTarget.checked)}
      />
    </Modal>
  );
}

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);
const MOD = IS_MAC ? "⌘" : "Ctrl";
const SIGNS: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", Mod: MOD };

function Keys({ name, isFirst }: { name: string; isFirst: boolean }) {
  const keys = name === "+" ? ["+"] : name.split("+");
  return (
    <>
      {!isFirst && " "}
      {keys.map((key) => <Kbd key={key} size="xs" mr={2}>{SIGNS[key] ?? key}</Kbd>)}
    </>
  );
}
