/** One finding: what, where, the path step by step, why it ranks there, what to do, how to accept it. */
import type { HtmlFinding, HtmlStep } from '../../reports/html-model.ts';
import { Code } from './code.tsx';
import { current, model, setFilter } from './state.ts';

export function Detail() {
  const finding = current.value;
  if (!finding) {
    return (
      <section class="detail placeholder" aria-live="polite">
        <p>Choose a finding. Keys: j and k move, / searches, Escape clears the filters, ? lists all keys.</p>
      </section>
    );
  }
  return (
    <section class="detail" aria-live="polite" aria-label="Finding">
      <header>
        <span class={`badge badge-${finding.severity}`}>{finding.severity}</span>
        <h2>{model.rules[finding.rule] ?? finding.rule}</h2>
        <p class="meta">
          <button type="button" class="link" onClick={() => setFilter('rule', finding.rule)}>
            {finding.rule}
          </button>
          {finding.cwe.map((cwe) => (
            <button type="button" key={cwe} class="link" onClick={() => setFilter('cwe', cwe)}>
              {cwe}
            </button>
          ))}
          <span>confidence {finding.confidence}</span>
          <span>{finding.context} code</span>
          {finding.status !== 'open' && (
            <span class="status">{`${finding.status}: ${finding.statusReason ?? ''}`}</span>
          )}
        </p>
      </header>
      <p class="message">{finding.message}</p>
      {finding.steps && finding.steps.length > 0 ? <Flow steps={finding.steps} /> : <Place finding={finding} />}
      {finding.paths && <DependencyPaths paths={finding.paths} />}
      {finding.related && finding.related.length > 0 && (
        <>
          <h3>See also</h3>
          {finding.related.map((step, index) => (
            <Step key={`${step.path}:${step.line}:${index}`} step={step} />
          ))}
        </>
      )}
      {finding.remediation && (
        <>
          <h3>What to do</h3>
          <p>{finding.remediation}</p>
        </>
      )}
      {finding.fix && (
        <p class="fix">
          {`A ${finding.fix.safety} fix is at hand: ${finding.fix.title} (theriac fix --select ${finding.rule}${finding.fix.safety === 'unsafe' ? ' --unsafe-fixes' : ''}).`}
        </p>
      )}
      <h3>Why it ranks here</h3>
      <p class="why">{finding.why}</p>
      <h3>To accept it</h3>
      <p>
        Put this comment, with your reason, on the statement: <code>{`# theriac: ignore[${finding.rule}] reason`}</code>
      </p>
      <p class="fingerprint">Fingerprint {finding.id}</p>
    </section>
  );
}

function Place({ finding }: { readonly finding: HtmlFinding }) {
  return (
    <figure class="step">
      <figcaption>
        {finding.place.path}:{finding.place.line}
        {finding.place.cell !== undefined && ` (cell ${finding.place.cell})`}
      </figcaption>
      <Code place={finding.place} />
    </figure>
  );
}

/** The data-flow path, drawn as a line through the code. */
function Flow({ steps }: { readonly steps: readonly HtmlStep[] }) {
  return (
    <ol class="flow" aria-label="Path of the data">
      {steps.map((step, index) => (
        <li key={`${step.path}:${step.line}:${index}`} class={`flow-${step.role}`}>
          <Step step={step} />
        </li>
      ))}
    </ol>
  );
}

function Step({ step }: { readonly step: HtmlStep }) {
  return (
    <figure class="step">
      <figcaption>
        <strong>{step.message}</strong>
        <span>
          {step.path}:{step.line}
        </span>
      </figcaption>
      <Code place={step} />
    </figure>
  );
}

/** The chains that bring a vulnerable package in, root first. */
function DependencyPaths({ paths }: { readonly paths: readonly (readonly string[])[] }) {
  return (
    <>
      <h3>How it gets in</h3>
      <ul class="paths">
        {paths.slice(0, 8).map((path) => (
          <li key={path.join(' ')}>
            {path.map((name, index) => (
              <span key={name + index} class={index === path.length - 1 ? 'package vulnerable' : 'package'}>
                {name}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {paths.length > 8 && <p>and {paths.length - 8} more</p>}
    </>
  );
}
