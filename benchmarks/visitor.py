"""One browser tab as the server sees it: a client that speaks Streamlit's protobuf.

It behaves as the browser does: it sends the value of every widget on the page, keeps
large messages for two runs so that the server may refer to them, follows the server
to another page, and repeats the query of the address.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from benchmarks.servers import Server

__all__ = ["MAP", "Answer", "Visitor", "Widget", "visiting"]

MAP = "Map"
PATIENCE = 60.0  # seconds for an answer
KEPT_RUNS = 2  # how long a browser keeps a message that was not shown again


@dataclass(frozen=True)
class Answer:
    """What came back of one click.

    Parameters
    ----------
    seconds
        From sending until the server said that the script had finished.
    received, sent
        Bytes of WebSocket payload.
    runs
        Script runs that the click took.
    fault
        What went wrong; "" where nothing did.
    """

    seconds: float
    received: int
    sent: int
    runs: int
    fault: str


@dataclass
class Widget:
    """A widget on the page.

    Parameters
    ----------
    id
        Streamlit's identifier, which may change from run to run.
    values
        What can be chosen; none where that is in the file ``source``.
    state
        Its present value, None where the browser would send none.
    source
        Address of the map's file, relative to the app.
    """

    id: str
    values: tuple[str, ...]
    state: WidgetState | None
    source: str = ""


@dataclass
class Visitor:
    """A tab that is open on a page; `visiting` makes one.

    Parameters
    ----------
    socket
        The connection.
    server
        Whom it talks to.
    widgets
        What can be clicked now, by label.
    pages
        The menu's pages: part of the address and name.
    """

    socket: ClientConnection
    server: Server
    widgets: dict[str, Widget] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    _states: dict[str, WidgetState] = field(default_factory=dict)
    _held: dict[str, tuple[Element, int]] = field(default_factory=dict)
    _page: str = ""
    _query: str = ""
    _finished: int = 0

    async def open(self, page: str) -> Answer:
        """Open the app at a page of the address: "trends"; "" for the first."""
        return await self._ask(ClientState(page_name=page))

    async def click(self, label: str, value: str) -> Answer:
        """Choose a value in a widget, by its label.

        Parameters
        ----------
        label
            A key of `widgets`.
        value
            One of its values.
        """
        widget = self.widgets[label]
        state = WidgetState(id=widget.id)
        if label == MAP:
            choice = {"code": value, "at": time.time_ns() // 1000}
            state.json_value = json.dumps({"selected": choice})
        elif widget.state is not None and widget.state.HasField("string_array_value"):
            state.string_array_value.data.append(value)
        else:
            state.string_value = value
        widget.state = self._states[widget.id] = state
        return await self.again()

    async def again(self) -> Answer:
        """Run the page again as it stands."""
        states = [w.state for w in self.widgets.values() if w.state is not None]
        return await self._ask(
            ClientState(
                query_string=self._query,
                widget_states=WidgetStates(widgets=states),
                page_script_hash=self._page,
                cached_message_hashes=self._held,
            )
        )

    async def _ask(self, state: ClientState) -> Answer:
        state.context_info.CopyFrom(
            ContextInfo(
                timezone="UTC",
                timezone_offset=0,
                locale="en-GB",
                url=self.server.url,
                is_embedded=False,
                color_scheme="light",
            )
        )
        message = BackMsg(rerun_script=state).SerializeToString()
        began = time.perf_counter()
        await self.socket.send(message)
        try:
            async with asyncio.timeout(PATIENCE):
                received, runs, fault = await self._hear()
        except TimeoutError:
            received, runs, fault = 0, 0, f"no answer in {PATIENCE:g} s"
        except ConnectionClosed as error:
            received, runs, fault = 0, 0, f"the server hung up ({error})"
        seconds = time.perf_counter() - began
        return Answer(seconds, received, len(message), runs, fault)

    async def _hear(self) -> tuple[int, int, str]:
        """Take messages in until a run ends that is not followed by another."""
        received = runs = 0
        fault, proven = "", False
        while True:
            data = await self.socket.recv(decode=False)
            received += len(data)
            proven = proven or self.server.proof in data
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                runs, fault, proven = runs + 1, "", False
                self.widgets = {}
                self._page = message.new_session.page_script_hash
            elif kind == "delta" and message.delta.HasField("new_element"):
                element = message.delta.new_element
                if message.metadata.cacheable:
                    self._held[message.hash] = element, self._finished
                fault = fault or self._show(element)
            elif kind == "ref_hash":
                element, _ = self._held[message.ref_hash]
                self._held[message.ref_hash] = element, self._finished
                proven = proven or self.server.proof in element.SerializeToString()
                self._show(element)
            elif kind == "navigation":
                self._page = message.navigation.page_script_hash
                pages = message.navigation.app_pages
                self.pages = {page.url_pathname: page.page_name for page in pages}
            elif kind == "page_info_changed":
                self._query = message.page_info_changed.query_string
            elif kind == "page_not_found":
                fault = "page not found"
            elif (
                kind == "script_finished"
                and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    fault = "the script could not be run"
                self._forget()
                return received, runs, fault or ("" if proven else "no answer shown")

    def _show(self, element: Element) -> str:
        """Note a widget; return what an exception on the page says."""
        kind = element.WhichOneof("type")
        if kind == "exception":
            return element.exception.message or element.exception.type
        if kind == "selectbox":
            box = element.selectbox
            state = WidgetState(id=box.id)
            if box.set_value:
                state.string_value = box.raw_value
            elif box.HasField("default") and box.options:
                state.string_value = box.options[box.default]
            self._note(box.label, box.id, tuple(box.options), state, box.set_value)
        elif kind == "button_group":
            group = element.button_group
            words = tuple(option.content for option in group.options)
            state = WidgetState(id=group.id)
            chosen = [words[place] for place in group.default]
            state.string_array_value.data.extend(
                group.raw_values if group.set_value else chosen
            )
            self._note(group.label, group.id, words, state, group.set_value)
        elif kind == "bidi_component" and element.bidi_component.json:
            data = json.loads(element.bidi_component.json)
            if "classes" in data:
                id_ = element.bidi_component.id
                self.widgets[MAP] = Widget(id_, (), self._states.get(id_), data["url"])
        return ""

    def _note(
        self,
        label: str,
        id_: str,
        values: tuple[str, ...],
        state: WidgetState,
        new: bool,
    ) -> None:
        if new or id_ not in self._states:
            self._states[id_] = state
        self.widgets[label] = Widget(id_, values, self._states[id_])

    def _forget(self) -> None:
        self._finished += 1
        self._held = {
            name: (element, seen)
            for name, (element, seen) in self._held.items()
            if self._finished - seen <= KEPT_RUNS
        }


@asynccontextmanager
async def visiting(server: Server) -> AsyncIterator[Visitor]:
    """Open a tab on a server while the block runs."""
    async with connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        open_timeout=PATIENCE,
        ping_interval=None,
        proxy=None,
    ) as socket:
        yield Visitor(socket, server)
