module github.com/hyperledger/fabric-chaincode-go/v2

go 1.21
