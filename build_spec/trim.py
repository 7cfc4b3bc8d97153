"""Which modules and files of the libraries does the bundle leave out, and why may it?

Modules are named as in an import, and what lies inside goes with them. Files are named by their place in
the bundle, with `/` on every platform; `*` stands for anything, `/` too. What is kept wins over what is
dropped. Nothing of our own is ever dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

Entry = tuple[str, str, str]
"""A line of PyInstaller's tables: place in the bundle (or a module's name), source, kind."""

OURS = ("app", "core", "resources")


@dataclass(frozen=True)
class Rule:
    """Names of modules, or patterns of files; why they may go, or why they stay where their like goes."""

    why: str
    what: tuple[str, ...]


def rule(why: str, what: str) -> Rule:
    return Rule(why, tuple(what.split()))


DROPPED_MODULES = (
    rule(
        "tools of the workshop",
        "pytest _pytest hypothesis expecttest setuptools pkg_resources pip wheel mypy",
    ),
    rule(
        "parts of Python for other programs", "tkinter idlelib lib2to3 ensurepip distutils pydoc_data xmlrpc"
    ),
    rule("used by a library where there is one", "IPython matplotlib pandas triton OpenGL"),
    rule("torch's compiler and downloads, both never used", "networkx jinja2 fsspec yaml"),
    rule(
        "torch's compiler: models run as they are written",
        "torch._inductor.codegen torch._inductor.fx_passes torch._inductor.kernel"
        " torch._inductor.autoheuristic torch._inductor.compile_worker torch._inductor.template_heuristics"
        " torch._inductor.codecache torch._inductor.compile_fx torch._inductor.cudagraph_trees"
        " torch._inductor.graph torch._inductor.ir torch._inductor.lowering torch._inductor.pattern_matcher"
        " torch._inductor.scheduler torch._inductor.select_algorithm torch._vendor.quack",
    ),
    rule(
        "torch's own tests, and tools for its developers",
        "torch.testing._internal torch.utils.tensorboard torch.utils.benchmark torch.utils.hipify"
        " torch.utils.bottleneck torch.distributed._tools",
    ),
    rule(
        "training on many machines at once",
        "torch.distributed.checkpoint torch.distributed.elastic torch.distributed.flight_recorder"
        " torch.distributed.pipelining",
    ),
    rule(
        "databases that the desk does not speak to",
        "sqlalchemy.dialects.mssql sqlalchemy.dialects.mysql sqlalchemy.dialects.oracle",
    ),
    rule("numpy's compiler of Fortran", "numpy.f2py"),
    rule("colours for languages that no error message is written in", "pygments.lexers"),
    rule("data sets in the making", "torchvision.prototype"),
    rule(
        "for the shapes of torch's compiler; only the heart of it is ever loaded",
        "sympy.benchmarks sympy.categories sympy.codegen sympy.crypto sympy.diffgeom sympy.holonomic"
        " sympy.liealgebras sympy.physics sympy.sandbox sympy.stats sympy.testing sympy.vector mpmath.tests",
    ),
    rule(
        "only the probe for leaks uses them, in the workshop", "sklearn scipy joblib threadpoolctl narwhals"
    ),
    rule("AVIF, colour profiles, fonts: no scan needs them", "PIL._avif PIL._imagingcms PIL._imagingft"),
    rule("another toolkit's windows", "PIL._imagingtk PIL.ImageTk PIL.ImageQt"),
    rule(
        "pyqtgraph asks for them and does without, or with what build_spec/without_opengl.py has for them",
        "PySide6.QtOpenGL PySide6.QtOpenGLWidgets PySide6.QtTest PySide6.QtDBus PySide6.QtNetwork",
    ),
    rule("examples, and plots in space", "pyqtgraph.examples pyqtgraph.opengl pyqtgraph.flowchart"),
)

KEPT_MODULES = (
    rule("an error's lines are shown in colour", "pygments.lexers._mapping pygments.lexers.python"),
    rule(
        "torch loads them at an optimiser's first step",
        "torch.testing._internal.common_dtype torch.testing._internal.logging_tensor"
        " torch.testing._internal.distributed.fake_pg",
    ),
)

DROPPED_FILES = (
    rule(
        "torch's tests, and what is for linking against torch", "torch/test/* torch/include/* torch/share/*"
    ),
    rule("programs of torch's developers", "torch/bin/*"),
    rule(
        "libraries of torch's tests",
        "torch/lib/*.a torch/lib/*.lib torch/lib/libshm/* torch/lib/libshm_windows/*"
        " torch/lib/*aoti_custom_ops* torch/lib/*backend_with_compiler* torch/lib/*jitbackend_test*"
        " torch/lib/*torchbind_test*",
    ),
    rule(
        "data of torch's compiler and tools",
        "torch/_inductor/* torch/_export/* torch/testing/* torch/utils/*",
    ),
    rule(
        "torchvision's compiled half, for detection and graphics cards; core.vision does without",
        "torchvision/_C.* torchvision/image.* torchvision.libs/* libcudart* libnvjpeg* libjpeg.5* libpng16.1*"
        " libsharpyuv.5* libwebp.4* libz.b*",
    ),
    rule(
        "parts of Qt that no page of the desk uses",
        "*Qt6Qml* *Qt6Quick* *Qt6Pdf* *Qt6Network* *Qt6OpenGL* *Qt6Test* *Qt6VirtualKeyboard* *Qt6EglF*"
        " *Qt6Sql* *opengl32sw.dll PySide6/QtNetwork.* PySide6/QtOpenGL* PySide6/QtDBus.* PySide6/QtTest.*",
    ),
    rule("the desk's words are its own", "PySide6/*translations/*"),
    rule("a plugin goes unless it is named among the kept", "PySide6/*plugins/*"),
    rule(
        "GTK and the libraries that only dropped plugins use",
        "libgtk* libgdk* libatk* libatspi* libpango* libcairo* libepoxy* libgio-* libgmodule-* libgobject-*"
        " libharfbuzz.so* libgraphite2* libthai* libdatrie* libpixman* libjpeg.so* libfribidi* libXcomposite*"
        " libXcursor* libXdamage* libXfixes* libXi.* libXinerama* libXrandr* libXrender* libwayland*"
        " libmount* libblkid* libselinux* libkrb5* libk5crypto* libgssapi* libcom_err* libkeyutils*"
        " libgbm* libvulkan* lib/gdk-pixbuf/* share/icons/* share/themes/* share/mime/* gio_modules/*",
    ),
    rule("of what is dropped from Pillow", "PIL/_avif* PIL/_imagingcms* PIL/_imagingft* PIL/_imagingtk*"),
    rule(
        "libraries of what is dropped from Pillow",
        "*libavif-c6* *liblcms2-* *libfreetype-* *libharfbuzz-* *libbrotlicommon-* *libbrotlidec-*",
    ),
    rule("looks of pyqtgraph that the desk has its own for", "pyqtgraph/icons/* pyqtgraph/examples/*"),
    rule(
        "tests, types and sources",
        "*/tests/* *.pyi *.pxd *.pyx *.h *.hpp *.c *.cpp *.cmake *.lib *.a */py.typed",
    ),
    rule("what pip writes; names and licences are put beside the program", "*.dist-info/*"),
    rule("line editing at a prompt there is none of", "*readline* libtinfo*"),
)

KEPT_FILES = (
    rule("what torch reads again as text; see contents.py", "torch/*.py"),
    rule("without it torch does not load", "torch/bin/torch_shm_manager*"),
    rule("names and versions, which programs ask for", "*.dist-info/METADATA"),
    rule(
        "a window, or none",
        "*plugins/platforms/*qxcb.* *plugins/platforms/*qwayland.* *plugins/platforms/*qoffscreen.*"
        " *plugins/platforms/*qminimal.* *plugins/platforms/*qwindows.* *plugins/platforms/*qcocoa.*",
    ),
    rule(
        "frames and places of windows",
        "*plugins/wayland-shell-integration/*xdg-shell.* *plugins/wayland-dec*",
    ),
    rule(
        "icons are drawings; what is pasted may be a photograph",
        "*/*qsvg.* */*qsvgicon.* */*qjpeg.* */*qico.*",
    ),
    rule(
        "names in any script",
        "*plugins/platforminputcontexts/*compose* *plugins/platforminputcontexts/*ibus*",
    ),
    rule("the system's own look and file dialogue", "*plugins/platformthemes/*xdg* *plugins/styles/*"),
)


def excluded() -> list[str]:
    """Modules that need not even be looked at, since nothing inside them is kept."""
    return [
        name
        for name in _all(DROPPED_MODULES)
        if not any(_is_inside(kept, name) for kept in _all(KEPT_MODULES))
    ]


def has_module(name: str) -> bool:
    """Tell whether a module goes into the bundle."""
    if any(_is_inside(kept, name) or _is_inside(name, kept) for kept in _all(KEPT_MODULES)):
        return True
    return not any(_is_inside(name, dropped) for dropped in _all(DROPPED_MODULES))


def has_file(place: str) -> bool:
    """Tell whether a file goes into the bundle; `place` may have the separators of Windows."""
    place = place.replace("\\", "/")
    if place.split("/")[0] in OURS or _is_like(place, KEPT_FILES):
        return True
    return not _is_like(place, DROPPED_FILES)


def files(entries: Iterable[Entry]) -> list[Entry]:
    """Return the files that stay, in order, and the links whose target stays."""
    left = [entry for entry in entries if has_file(entry[0])]
    places = {entry[0] for entry in left}
    return sorted(entry for entry in left if entry[2] != "SYMLINK" or entry[1] in places)


def modules(entries: Iterable[Entry]) -> list[Entry]:
    """Return the modules that stay, in order."""
    return sorted(entry for entry in entries if has_module(entry[0]))


def _all(rules: Iterable[Rule]) -> list[str]:
    return [name for one in rules for name in one.what]


def _is_inside(name: str, module: str) -> bool:
    return name == module or name.startswith(module + ".")


def _is_like(place: str, rules: Iterable[Rule]) -> bool:
    return any(fnmatchcase(place, pattern) for pattern in _all(rules))
