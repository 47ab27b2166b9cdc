import { countOf } from '../../../countOf'
import { DEMANDED_MAPS, demandOf, QUANTITIES } from '../../../store/compare/quantities'
import { useActions, useApp } from '../../parts/appContext'

/** Switches on maps that are computed only on demand, with what each costs. */
export function MapChoice() {
  const display = useApp((state) => state.display)
  const { setDisplay } = useActions()
  const { maps } = display
  return (
    <section className="group">
      <h2>More maps</h2>
      {DEMANDED_MAPS.map((id) => (
        <label className="check" key={id}>
          <input
            type="checkbox"
            checked={maps.includes(id)}
            onChange={({ target }) =>
              setDisplay({ maps: target.checked ? [...maps, id] : maps.filter((other) => other !== id) })
            }
          />
          {QUANTITIES[id].title(display)}
          <span className="muted">{countOf(demandOf(id).gradients, 'gradient')}</span>
        </label>
      ))}
    </section>
  )
}
