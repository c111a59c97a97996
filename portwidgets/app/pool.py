"""Keeps kernels waiting with the notebook already run, and hands them to pages."""

import asyncio
import contextlib
import json
import queue
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from jupyter_core.utils import ensure_async
from voila.notebook_renderer import NotebookRenderer
from voila.voila_kernel_manager import voila_kernel_manager_factory

from portwidgets.app.compiled_templates import CompiledTemplates
from portwidgets.app.kernels import PAGE_MAY_SEND, DashboardKernels
from portwidgets.project.recent import KEPT

_STATES = "application/vnd.jupyter.widget-state+json"
# What greeting.py does for the dashboards in a kernel; in one without them nothing is done. An
# expression, so that it leaves no name behind.
_IN_KERNEL = (
    "(lambda module: module and module.{act}({given!r}))"
    "(__import__('sys').modules.get('portwidgets.widgets.greeting'))"
)
_LOOK_SECONDS = 1.0
"""Without a word from a kernel; then it may have ended."""
_TELL_SECONDS = 1.0
"""After a page was opened; the kernel that replaces its own has then run the notebook."""
_TRIES = 3
"""To find a kernel for a page; one may have ended and not be missed yet."""
_REFILL_SECONDS = 0.5
"""After a page took a kernel; until then its own requests have the processor."""

_compiled = CompiledTemplates()

_Pool: Any = voila_kernel_manager_factory(
    DashboardKernels, preheat_kernel=True, default_pool_size=0
)


class _Renderer(NotebookRenderer):
    """Runs the notebook, and keeps the line to its kernel for the page that will come."""

    executor: Any = None
    expected: Sequence[str] = ()
    """The projects that the kernel has open for whoever comes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._talking = asyncio.Lock()  # one thing at a time is said on the line

    async def initialize(self, **kwargs: Any) -> None:
        """Read the notebook; its template is compiled once for all of them."""
        await super().initialize(**kwargs)
        self.exporter.environment.bytecode_cache = _compiled

    async def run(self, code: str) -> list[dict[str, Any]]:
        """Run code that the notebook does not have; return what it displayed, by MIME type.

        Spoken without nbclient, which makes a cell of it and holds that against a schema: somebody
        waits for the answer.

        Raises:
            RuntimeError: The code failed, or the kernel ended.
        """
        displayed = []
        async with self._talking:
            asked = self.executor.kc.execute(code, silent=True, store_history=False)
            while (said := await self._hear(asked))["content"].get("execution_state") != "idle":
                if said["msg_type"] == "error":
                    raise RuntimeError("\n".join(said["content"]["traceback"]))
                if said["msg_type"] == "display_data":
                    displayed.append(said["content"]["data"])
        return displayed

    async def _hear(self, asked: str) -> dict[str, Any]:
        """Return what the kernel says next about that request."""
        while True:
            try:
                said: dict[str, Any] = await self.executor.kc.get_iopub_msg(timeout=_LOOK_SECONDS)
            except queue.Empty:
                if not await self.executor.km.is_alive():
                    raise RuntimeError("the kernel ended") from None
            else:
                if said["parent_header"].get("msg_id") == asked:
                    return said

    async def _cleanup_resources(self) -> None:
        self.executor.kc.hb_channel.stop()  # it is one of the threads; the manager looks itself

    async def release(self) -> None:
        """Close the line."""
        if self.executor is not None and self.executor.kc is not None:
            await ensure_async(self.executor.kc.stop_channels())
            self.executor.kc = None


@dataclass(frozen=True)
class WaitingPage:
    """A kernel that was kept for a page, with what its notebook shows.

    Attributes:
        kernel_id: The kernel's.
        renderer: Has the line to it.
        rendering: Gives the page's pieces once the notebook has run.
    """

    kernel_id: str
    renderer: _Renderer
    rendering: asyncio.Task[tuple[list[str], AsyncIterator[Any]]]

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Self:
        """Return the kernel that Voilà's pool keeps so."""
        return cls(found["kernel_id"], found["renderer"], found["task"])

    async def expect(self, projects: Sequence[str]) -> None:
        """Have the kernel open the projects that whoever comes will most likely ask for."""
        if self.renderer.expected != projects:
            self.renderer.expected = projects
            await self.renderer.run(_IN_KERNEL.format(act="expect", given=list(projects)))

    async def html(self) -> str:
        """Return the page that the notebook's template makes."""
        pieces, _ = await self.rendering
        return "".join(pieces)

    async def greet(self, hello: Mapping[str, str]) -> dict[str, Any] | None:
        """Tell the dashboard who comes; return its widgets' models as they stand then.

        None where there is no dashboard, or it could not be told: its page will say it itself.
        """
        try:
            greeting = _IN_KERNEL.format(act="greet", given=json.dumps(hello))
            displayed = await self.renderer.run(greeting)
        finally:
            await self.renderer.release()
        found = next((each[_STATES] for each in displayed if _STATES in each), None)
        return found and dict(found["state"])

    @property
    def models(self) -> dict[str, Any]:
        """The widgets' models as the notebook left them."""
        executor = self.renderer.executor
        buffers = executor.widget_buffers
        return {
            model: {"state": state, "buffers": list(buffers.get(model, {}).values())}
            for model, state in executor.widget_state.items()
        }


class WaitingKernels(_Pool):
    """Voilà's pool, which also notices when a waiting kernel died.

    Its kernels have the projects open that pages showed last: the next page is often of one.
    """

    def __init__(self, **kwargs: Any) -> None:
        self._expected: tuple[str, ...] = ()
        self._telling: asyncio.Task[None] | None = None
        super().__init__(**kwargs)

    def expect(self, project: str) -> None:
        """Let waiting kernels open a project that was asked for, once its page is there."""
        others = (name for name in self._expected if name != project)
        self._expected = (project, *others)[:KEPT]
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        await asyncio.sleep(_TELL_SECONDS)
        told: tuple[str, ...] = ()
        while told != self._expected:  # another page may have come meanwhile
            told = self._expected
            pool = self._pools.get(self.notebook_path, [])
            for task in list(pool):
                try:
                    page = WaitingPage.of(await asyncio.shield(task))
                    await asyncio.shield(page.rendering)
                    if task in pool:  # no page took it
                        await page.expect(told)
                except Exception:
                    self.log.debug("A kernel ended before it was told.", exc_info=True)

    async def get_rendered_notebook(self, notebook_name: str, **_: Any) -> Any:
        """Hand out a kernel as Voilà's own handler, which makes the lab page, wants it."""
        page = await self._next(notebook_name)
        if page is None:
            raise LookupError(notebook_name)
        page.renderer.stop_generator = True  # what is left, Voilà sends as it comes
        return page.rendering, page.renderer.rendered_cache, page.kernel_id

    async def take(self, notebook_name: str) -> WaitingPage | None:
        """Return a kernel that lives and has run the notebook: that waited longest, or comes next.

        None without a pool.

        Raises:
            ChildProcessError: One after the other ended before that.
        """
        for _ in range(_TRIES):
            page = None
            try:
                page = await self._next(notebook_name)
                if page is None:
                    return None
                await page.rendering
                if page.kernel_id in self and await ensure_async(self.is_alive(page.kernel_id)):
                    return page
            except Exception:
                self.log.warning("A kernel ended before a page had it.", exc_info=True)
            if page is not None:
                await page.renderer.release()
        raise ChildProcessError("The kernels end before the notebook has run.")

    async def _next(self, notebook_name: str) -> WaitingPage | None:
        self._drop_failed(notebook_name)
        self.fill_if_needed(delay=0, notebook_name=notebook_name)
        if not self._pools[notebook_name]:
            return None
        taken = self._pools[notebook_name].pop(0)
        self.fill_if_needed(delay=_REFILL_SECONDS, notebook_name=notebook_name)
        return WaitingPage.of(await taken)

    def _drop_failed(self, notebook_name: str) -> None:
        tasks = self._pools.get(notebook_name, [])
        for task in list(tasks):
            if task.done() and not self._is_usable(task):
                tasks.remove(task)

    def _is_usable(self, task: asyncio.Task[dict[str, Any]]) -> bool:
        failed = task.cancelled() or task.exception() is not None
        return not failed and task.result()["kernel_id"] in self

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that nobody uses, and fill the gap where it was a waiting one."""
        await super().cull_kernel_if_idle(kernel_id)
        if self.parent.notebook_path:
            self._drop_failed(self.notebook_path)
            self.fill_if_needed(delay=0, notebook_name=self.notebook_path)

    async def shutdown_kernel(self, kernel_id: str, *args: Any, **kwargs: Any) -> Any:
        """End a kernel, and the line that was kept to it."""
        await self._release(kernel_id)
        return await super().shutdown_kernel(kernel_id, *args, **kwargs)

    async def _release(self, kernel_id: str) -> None:
        for task in self._pools.get(self.notebook_path, []):
            if task.done() and self._is_usable(task):
                found = task.result()
                if found["kernel_id"] == kernel_id:
                    with contextlib.suppress(Exception):
                        await found["renderer"].release()

    def _notebook_renderer_factory(self, notebook_path: str | None = None) -> Any:
        if self.parent.options.template == "lab":
            return super()._notebook_renderer_factory(notebook_path)
        return _Renderer(
            voila_configuration=self.parent.voila_configuration,
            traitlet_config=self.parent.config,
            notebook_path=notebook_path,
            template_paths=self.parent.template_paths,
            contents_manager=self.parent.contents_manager,
            kernel_spec_manager=self.parent.kernel_spec_manager,
            base_url=self.parent.base_url,
            page_config={},  # JupyterLab's
        )


def waiting_kernels(parent: Any, *, waiting: int, connection_dir: str) -> WaitingKernels:
    """Return a kernel manager that keeps `waiting` kernels with the notebook already run.

    Args:
        parent: The server; its options say what the kernels are told.
        waiting: How many kernels are kept ready.
        connection_dir: The private folder of the kernels' connection files.
    """
    return WaitingKernels(
        parent=parent,
        connection_dir=connection_dir,
        kernel_spec_manager=parent.kernel_spec_manager,
        allowed_message_types=PAGE_MAY_SEND,
        allow_tracebacks=False,
        kernel_pools_config={"default": {"pool_size": waiting, "kernel_env_variables": {}}},
    )
