import type { ReactNode } from 'react'
import { useApp } from '../appContext'
import { type Command, canPerform } from './command'
import { ariaShortcut, isOnMac, isSingleKey, shortcutText } from './shortcuts'
import { useStore } from 'zustand'
import { singleKeys } from './singleKeys'
import { usePerform } from './usePerform'

interface CommandButtonProps {
  readonly command: Command
  readonly className?: string
  /** Whether it is the choice that holds, as the open view. */
  readonly isCurrent?: boolean
  readonly testId?: string
  /** The command's name, unless given. */
  readonly children?: ReactNode
}

/** A button of a menu that performs a command. */
export function CommandButton({ command, className, isCurrent = false, testId, children }: CommandButtonProps) {
  const isEnabled = useApp((state) => canPerform(command, state))
  const { areOn } = useStore(singleKeys)
  const perform = usePerform()
  const { name, shortcut } = command
  const isKeyOn = shortcut !== undefined && (areOn || !isSingleKey(shortcut))
  return (
    <button
      type="button"
      className={className}
      disabled={!isEnabled}
      aria-current={isCurrent ? 'page' : undefined}
      aria-keyshortcuts={isKeyOn ? ariaShortcut(shortcut) : undefined}
      title={isKeyOn ? `${name} (${shortcutText(shortcut, isOnMac())})` : name}
      data-testid={testId}
      onClick={() => perform(command)}
    >
      {children ?? name}
    </button>
  )
}
