# There are no installed distributions.

__all__ = ['Distribution', 'PackageNotFoundError', 'distribution', 'distributions', 'entry_points', 'version']

class PackageNotFoundError(ModuleNotFoundError):
    def __str__(self):
        return f'No package metadata was found for {self.name}'

    @property
    def name(self):
        return self.args[0]

class Distribution:
    @classmethod
    def from_name(cls, name):
        raise PackageNotFoundError(name)

def distribution(distribution_name):
    return Distribution.from_name(distribution_name)

def version(distribution_name):
    return Distribution.from_name(distribution_name).version

def distributions(**kwargs):
    return iter(())

def entry_points(**params):
    return ()
