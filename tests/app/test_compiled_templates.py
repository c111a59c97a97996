"""A template is compiled once, for every environment that reads the same source."""

from jinja2 import DictLoader, Environment

from portwidgets.app.compiled_templates import CompiledTemplates


class Counting(Environment):
    compiled = 0

    def compile(self, *arguments, **options):
        Counting.compiled += 1
        return super().compile(*arguments, **options)


def render(cache, source):
    Counting.compiled = 0
    environment = Counting(loader=DictLoader({"page": source}), bytecode_cache=cache)
    return environment.get_template("page").render(name="Ballerup")


def test_a_second_environment_finds_what_the_first_compiled():
    cache = CompiledTemplates()
    assert render(cache, "{{ name }}") == "Ballerup"
    assert Counting.compiled == 1
    assert render(cache, "{{ name }}") == "Ballerup"
    assert Counting.compiled == 0


def test_a_source_that_changed_is_compiled_anew():
    cache = CompiledTemplates()
    render(cache, "{{ name }}")
    assert render(cache, "{{ name }}!") == "Ballerup!"
    assert Counting.compiled == 1
