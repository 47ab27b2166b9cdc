import { chosenWeights, downloadBytes } from '../../../store/models/hubModel'
import type { HubModel, HubWeights } from '../../../worker/models/hub/types'
import { useActions, useApp } from '../../parts/appContext'
import { Facts } from '../../parts/Facts'
import { megabytes } from '../../parts/format'

/** What the hub says about a model, which of its files to take, and the button that downloads it. */
export function HubDownload() {
  const { model, path } = useApp((state) => state.hubModel)
  const { chooseHubWeights } = useActions()
  const weights = chosenWeights({ model, path })
  if (model === null || weights === null) return null
  return (
    <div className="hub-download" data-testid="hub-download">
      <Facts
        facts={[
          ['model', model.id],
          ['licence', model.licence ?? 'not told'],
          ['revision', model.revision.slice(0, 7)],
          ['read with it', model.configs.length > 0 ? model.configs.map((config) => config.path).join(', ') : null],
        ]}
      />
      <label className="hub-weights">
        <span>Weights</span>
        <select value={weights.path} onChange={(event) => chooseHubWeights(event.target.value)}>
          {model.weights.map((each) => (
            <option key={each.path} value={each.path}>
              {each.path} ({megabytes(each.bytes)})
            </option>
          ))}
        </select>
      </label>
      {model.isGated && (
        <p className="warning">
          The model is gated: the hub serves it only to people whom its owners have approved. Download it on
          huggingface.co with your account, and open the file here.
        </p>
      )}
      {weights.refusal !== null && (
        <p className="error" role="alert">
          {weights.refusal}
        </p>
      )}
      <Download model={model} weights={weights} />
    </div>
  )
}

function Download({ model, weights }: { readonly model: HubModel; readonly weights: HubWeights }) {
  const { doing, progress } = useApp((state) => state.hubModel)
  const { downloadHubModel, cancelHubModel } = useActions()
  const bytes = downloadBytes(model, weights)
  if (doing === 'downloading') {
    return (
      <p className="data-set-progress">
        <progress value={progress} max={1} aria-label="Model being downloaded" />
        <span className="muted">
          downloading, {megabytes(progress * bytes)} of {megabytes(bytes)}
        </span>
        <button type="button" className="button" onClick={cancelHubModel}>
          Cancel
        </button>
      </p>
    )
  }
  return (
    <button
      type="button"
      className="button"
      disabled={weights.refusal !== null || model.isGated}
      onClick={() => void downloadHubModel()}
    >
      Download {megabytes(bytes)} and open
    </button>
  )
}
