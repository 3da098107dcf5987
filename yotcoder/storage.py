"""Static files with a hash in their name, also where one ES module imports another."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Django's own switch for module imports reads every .js file and trips over imports that stand
# in comments of third-party packages: only our modules are rewritten.
_EXTENSION, _MODULE_IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns  # type: ignore[attr-defined]


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("reader/*.js", _MODULE_IMPORTS))
