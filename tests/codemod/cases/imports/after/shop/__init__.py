from .items import *
from .items import _private
