def main():
    total = 1
    print(totl)
main()
