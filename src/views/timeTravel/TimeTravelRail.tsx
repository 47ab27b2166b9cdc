import { galleryGroups } from '../../images/gallery'
import { lookedRunId } from '../../store/timeTravel/travelState'
import { travelTitle } from '../../store/timeTravel/travelTitle'
import { useActions, useApp } from '../parts/appContext'
import { Choice } from '../parts/Choice'
import { DisplayControls } from '../parts/DisplayControls'
import { HelpHeading } from '../parts/help/HelpHeading'
import { SettingsRail } from '../parts/layout/SettingsRail'
import { useRovingFocus } from '../parts/useRovingFocus'
import { EpochSlider } from './EpochSlider'
import { useLookedRun, useTimeTravel } from './useTimeTravel'

export function TimeTravelRail() {
  return (
    <SettingsRail className="is-time-travel" controls={<EpochSlider />} summary="Training, image, attack, display">
      <RunControls />
      <ImageControls />
      <AttackControls />
      <DisplayControls />
    </SettingsRail>
  )
}

function RunControls() {
  const offered = useTimeTravel((travel) => travel.offered)
  const look = useTimeTravel((travel) => travel.look)
  const { lookAtEpochs } = useActions()
  const looked = lookedRunId({ look, offered })
  return (
    <section className="group">
      <HelpHeading
        title="Training"
        items={['FGSM adversarial', 'adversarial training', 'gradient-norm regularisation']}
      />
      {looked !== null && (
        <Choice<string>
          label="Run"
          value={looked}
          options={offered.map((run) => [run.id, travelTitle(run)])}
          onChange={(runId) => lookAtEpochs({ runId })}
        />
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={look.isBeside}
          onChange={({ target }) => lookAtEpochs({ isBeside: target.checked })}
        />
        All runs below each other
      </label>
    </section>
  )
}

/** The gallery's images of the run's classes, and the image that the page shows. */
function ImageControls() {
  const run = useLookedRun()
  const imageId = useTimeTravel(({ look }) => look.imageId)
  const shown = useApp(({ image }) => image?.name ?? null)
  const { lookAtEpochs } = useActions()
  const group = galleryGroups.find(({ classes }) => run !== null && `${classes}` === `${run.manifest.classes}`)
  const images = group?.images ?? []
  const { stop, onKeyDown, onFocus } = useRovingFocus(images.findIndex(({ id }) => id === imageId))
  return (
    <section className="group">
      <h2>Image</h2>
      {group && (
        <fieldset className="gallery is-pixelated" aria-label={group.title} onKeyDown={onKeyDown} onFocus={onFocus}>
          {images.map(({ id, url, alt, labelName }, index) => (
            <button
              key={id}
              type="button"
              className="thumbnail"
              tabIndex={index === stop ? 0 : -1}
              aria-pressed={id === imageId}
              title={`${alt} (${labelName})`}
              onClick={() => lookAtEpochs({ imageId: id })}
            >
              <img src={url} alt={alt} width={32} height={32} loading="lazy" />
            </button>
          ))}
        </fieldset>
      )}
      {shown !== null && (
        <label className="check">
          <input
            type="checkbox"
            checked={imageId === null}
            onChange={({ target }) => lookAtEpochs({ imageId: target.checked ? null : (group?.first.id ?? null) })}
          />
          <span>The image of Compare: {shown}</span>
        </label>
      )}
    </section>
  )
}

function AttackControls() {
  const attack = useTimeTravel(({ look }) => look.attack)
  const { lookAtEpochs } = useActions()
  return (
    <section className="group">
      <HelpHeading title="Attack" items={['FGSM', 'PGD', 'perturbation']} />
      <Choice
        label="Shown"
        value={attack}
        options={[
          ['fgsm', 'FGSM'],
          ['pgd', 'PGD'],
        ]}
        onChange={(chosen) => lookAtEpochs({ attack: chosen })}
      />
    </section>
  )
}
