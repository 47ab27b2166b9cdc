import { Window } from 'happy-dom'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rescueFocus } from './focusRescue'

let page: Document
let end: () => void

beforeEach(() => {
  page = new Window().document as unknown as Document
  page.body.innerHTML = `<div class="app">
    <div id="notices">
      <div id="first"><button id="open-first">Open</button><button id="dismiss-first">Dismiss</button></div>
      <div id="second"><button id="dismiss-second">Dismiss</button></div>
    </div>
    <main id="content" tabindex="-1">
      <table><tbody>
        <tr id="one"><td><button id="delete-one">Delete</button></td></tr>
        <tr id="two"><td><button id="delete-two">Delete</button></td></tr>
        <tr id="three"><td><button id="delete-three">Delete</button></td></tr>
      </tbody></table>
      <button id="left">Left</button><button id="right">Right</button>
    </main>
  </div>`
  end = rescueFocus(page, () => page.getElementById('content'))
})
afterEach(() => end())

const element = (id: string) => page.getElementById(id) as HTMLElement
const focusedAfterwards = async () => {
  await new Promise((resolve) => setTimeout(resolve, 20))
  return page.activeElement?.id
}

describe('where the focused control goes away, the focus', () => {
  it('goes to the row that takes its place, or to the one before the end', async () => {
    element('delete-two').focus()
    element('two').remove()
    expect(await focusedAfterwards()).toBe('delete-three')
    element('three').remove()
    expect(await focusedAfterwards()).toBe('delete-one')
  })

  it('goes to the next notice, and from the last one to the content', async () => {
    element('dismiss-first').focus()
    element('first').remove()
    expect(await focusedAfterwards()).toBe('dismiss-second')
    element('notices').remove()
    expect(await focusedAfterwards()).toBe('content')
  })

  it('goes on where the control is disabled', async () => {
    element('left').focus()
    ;(element('left') as HTMLButtonElement).disabled = true
    expect(await focusedAfterwards()).toBe('right')
  })

  it('stays where somebody else puts it at that moment', async () => {
    element('delete-one').focus()
    element('one').remove()
    element('right').focus()
    expect(await focusedAfterwards()).toBe('right')
  })

  it('is left alone by what was never focused', async () => {
    element('right').focus()
    element('one').remove()
    expect(await focusedAfterwards()).toBe('right')
  })
})
