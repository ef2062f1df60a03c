# A small bank: classes, exceptions, logs, formatting and totals together.
class InsufficientFunds(Exception):
    def __init__(self, account, wanted):
        self.account, self.wanted = account, wanted
        super().__init__(f"{account.owner} has {account.balance:.2f}, wanted {wanted:.2f}")


class Account:
    next_number = 100

    def __init__(self, owner, balance=0):
        self.number = Account.next_number
        Account.next_number += 1
        self.owner, self._balance, self.log = owner, balance, []

    @property
    def balance(self):
        return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(f"bad amount: {amount!r}")
        self._balance += amount
        self.log.append(("deposit", amount))
        return self

    def withdraw(self, amount):
        if amount > self._balance + self.overdraft():
            raise InsufficientFunds(self, amount)
        self._balance -= amount
        self.log.append(("withdraw", amount))
        return self

    def overdraft(self):
        return 0

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self._balance})"

    def __lt__(self, other):
        return (self._balance, self.owner) < (other._balance, other.owner)


class Checking(Account):
    def __init__(self, owner, balance=0, *, limit=50):
        super().__init__(owner, balance)
        self.limit = limit

    def overdraft(self):
        return self.limit


class Savings(Account):
    rate = 0.02

    def add_interest(self):
        return self.deposit(round(self.balance * self.rate, 2))


class Bank:
    def __init__(self):
        self.accounts = {}

    def open(self, kind, *args, **kwargs):
        account = kind(*args, **kwargs)
        self.accounts[account.number] = account
        return account

    def transfer(self, source, target, amount):
        a, b = self[source], self[target]
        a.withdraw(amount)
        try:
            b.deposit(amount)
        except ValueError:
            a.deposit(amount)
            raise

    def __getitem__(self, number):
        return self.accounts[number]

    def __iter__(self):
        yield from self.accounts.values()

    def __len__(self):
        return len(self.accounts)


bank = Bank()
ann = bank.open(Checking, "Ann", 100, limit=20)
bob = bank.open(Savings, "Bob", 250.5)
cat = bank.open(Account, "Cat")
print(len(bank), list(bank), sorted(bank), max(bank).owner)
bank.transfer(100, 101, 110)
bob.add_interest()
print(ann, bob, ann.balance + bob.balance)
for args in ((100, 102, 50), (102, 100, 1), (100, 999, 5), (101, 102, 0), (101, 102, 60.25)):
    try:
        bank.transfer(*args)
    except (InsufficientFunds, ValueError) as e:
        print(type(e).__name__, "-", e, "-", getattr(e, "wanted", None))
    except KeyError as e:
        print("no account", e)
    else:
        print("ok", args)
    finally:
        print("total", round(sum(a.balance for a in bank), 2))
for a in bank:
    print(f"{a.number} {a.owner:<5}{a.balance:>10,.2f} {len(a.log)} {'; '.join(f'{k} {v:g}' for k, v in a.log)}")
try:
    ann.balance = 5
except AttributeError:
    print("balance is read only")
by_kind = {}
for a in bank:
    by_kind.setdefault(type(a).__name__, []).append(a.owner)
print(by_kind, cat.deposit(5).deposit(6).withdraw(1).balance)
