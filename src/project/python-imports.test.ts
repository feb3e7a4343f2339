import { expect, test } from 'vitest';
import { glimpsePython } from './python-imports.ts';

function glimpse(text: string) {
  const { imports, ...rest } = glimpsePython(new TextEncoder().encode(text));
  return { imports: [...imports].sort(), ...rest };
}

test('imports of every form, at any depth', () => {
  const text = `import os, django.db as d
from flask import (
    Flask,
)
from . import views
from .models import importer
try:
\timport celery
except ImportError: pass
important = 1
def f():
    from rest_framework.views import APIView
x = 1; import late`;
  expect(glimpse(text).imports).toEqual(['celery', 'django', 'flask', 'os', 'rest_framework']);
});

test('how a file starts', () => {
  expect(glimpse("x = 1\nif __name__ == '__main__':\n    pass\n")).toEqual({ imports: [], mainGuard: 2 });
  expect(glimpse('"""if __name__ == "__main__"""\n')).toEqual({ imports: [] });
  expect(glimpse('\n\ndef lambda_handler(event, context):\n')).toEqual({
    imports: [],
    lambda: { name: 'lambda_handler', line: 3 },
  });
  expect(glimpse('def my_handler(event, _context):\n').lambda).toEqual({ name: 'my_handler', line: 1 });
  expect(glimpse('def handler(request):\n')).toEqual({ imports: [] });
});

test('long lines and empty files do no harm', () => {
  expect(glimpse('')).toEqual({ imports: [] });
  expect(glimpse(`x = "${'import '.repeat(100_000)}"`).imports).toEqual([]);
});
